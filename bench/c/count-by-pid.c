#include "tracer.h"
#ifdef __bpf__

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, ENTRIES);
	__type(key, int);
	__type(value, long);
} counts SEC(".maps");

SEC("tp_btf/sys_enter")
int BPF_PROG(enter, struct pt_regs *regs, long id)
{
	long one = 1, *count;
	int pid;

	if (id != __NR_getppid)
		return 0;
	pid = bpf_get_current_pid_tgid() >> 32;
	count = bpf_map_lookup_elem(&counts, &pid);
	if (count)
		__sync_fetch_and_add(count, 1);
	else
		bpf_map_update_elem(&counts, &pid, &one, BPF_NOEXIST);
	return 0;
}

#else

static int pid;
static long count;

int on_record(void *context, void *data, size_t size) { return 0; }

static void print(void)
{
	printf("%d %ld\n", pid, count);
}

void at_end(struct bpf_object *object)
{
	each_element(object, "counts", &pid, &count, print);
}

#endif
