#include "tracer.h"
struct key {
	long pid, cpu;
};
#ifdef __bpf__

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, ENTRIES);
	__type(key, struct key);
	__type(value, long);
} counts SEC(".maps");

SEC("tp_btf/sys_enter")
int BPF_PROG(enter, struct pt_regs *regs, long id)
{
	long one = 1, *count;

	if (id != __NR_getppid)
		return 0;
	struct key key = { .pid = bpf_get_current_pid_tgid() >> 32, .cpu = bpf_get_smp_processor_id() };
	count = bpf_map_lookup_elem(&counts, &key);
	if (count)
		__sync_fetch_and_add(count, 1);
	else
		bpf_map_update_elem(&counts, &key, &one, BPF_NOEXIST);
	return 0;
}

#else

static struct key key;
static long count;

int on_record(void *context, void *data, size_t size) { return 0; }

static void print(void)
{
	printf("%ld %ld %ld\n", key.pid, key.cpu, count);
}

void at_end(struct bpf_object *object)
{
	each_element(object, "counts", &key, &count, print);
}

#endif
