#include "tracer.h"
#define PATH_BYTES 64
#ifdef __bpf__

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, ENTRIES);
	__type(key, char[PATH_BYTES]);
	__type(value, long);
} counts SEC(".maps");

SEC("tp_btf/sys_enter")
int BPF_PROG(enter, struct pt_regs *regs, long id)
{
	char path[PATH_BYTES] = {};
	long one = 1, *count;

	if (id != __NR_openat)
		return 0;
	bpf_probe_read_user_str(path, sizeof path, (void *)regs->si);
	count = bpf_map_lookup_elem(&counts, path);
	if (count)
		__sync_fetch_and_add(count, 1);
	else
		bpf_map_update_elem(&counts, path, &one, BPF_NOEXIST);
	return 0;
}

#else

static char path[PATH_BYTES];
static long count;

int on_record(void *context, void *data, size_t size) { return 0; }

static void print(void)
{
	printf("%s %ld\n", path, count);
}

void at_end(struct bpf_object *object)
{
	each_element(object, "counts", path, &count, print);
}

#endif
