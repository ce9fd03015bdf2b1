#include "tracer.h"
#ifdef __bpf__

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, ENTRIES);
	__type(key, char[16]);
	__type(value, long);
} counts SEC(".maps");

SEC("tp_btf/sys_enter")
int BPF_PROG(enter, struct pt_regs *regs, long id)
{
	long one = 1, *count;
	char name[16];

	if (id != __NR_getppid)
		return 0;
	bpf_get_current_comm(name, sizeof name);
	count = bpf_map_lookup_elem(&counts, name);
	if (count)
		__sync_fetch_and_add(count, 1);
	else
		bpf_map_update_elem(&counts, name, &one, BPF_NOEXIST);
	return 0;
}

#else

static char name[16];
static long count;

int on_record(void *context, void *data, size_t size) { return 0; }

static void print(void)
{
	printf("%s %ld\n", name, count);
}

void at_end(struct bpf_object *object)
{
	each_element(object, "counts", name, &count, print);
}

#endif
