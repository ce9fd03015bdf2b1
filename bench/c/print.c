#include "tracer.h"
struct record {
	char name[16];
	long time;
	int pid;
};
#ifdef __bpf__

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, RING_BYTES);
} records SEC(".maps");

long lost;

SEC("tp_btf/sys_enter")
int BPF_PROG(enter, struct pt_regs *regs, long id)
{
	struct record *record;

	if (id != __NR_getppid)
		return 0;
	record = bpf_ringbuf_reserve(&records, sizeof *record, 0);
	if (!record) {
		__sync_fetch_and_add(&lost, 1);
		return 0;
	}
	bpf_get_current_comm(record->name, sizeof record->name);
	record->pid = bpf_get_current_pid_tgid() >> 32;
	record->time = bpf_ktime_get_ns();
	bpf_ringbuf_submit(record, 0);
	return 0;
}

#else

int on_record(void *context, void *data, size_t size)
{
	struct record *record = data;

	printf("%s %d %ld\n", record->name, record->pid, record->time);
	return 0;
}

void at_end(struct bpf_object *object)
{
	long lost = *(long *)variables(object);

	if (lost > 0)
		fprintf(stderr, "lost %ld records\n", lost);
}

#endif
