#include "tracer.h"
#define SLOTS 64
#ifdef __bpf__

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, ENTRIES);
	__type(key, int);
	__type(value, long);
} begun SEC(".maps");

long slots[SLOTS];

SEC("tp_btf/sys_enter")
int BPF_PROG(enter, struct pt_regs *regs, long id)
{
	if (id == __NR_getppid) {
		int thread = bpf_get_current_pid_tgid();
		long now = bpf_ktime_get_ns();

		bpf_map_update_elem(&begun, &thread, &now, BPF_ANY);
	}
	return 0;
}

SEC("tp_btf/sys_exit")
int BPF_PROG(leave, struct pt_regs *regs, long result)
{
	if (regs->orig_ax == __NR_getppid) {
		int thread = bpf_get_current_pid_tgid();
		long *start = bpf_map_lookup_elem(&begun, &thread);
		unsigned long rest, slot = 0;

		if (!start)
			return 0;
		rest = bpf_ktime_get_ns() - *start;
		bpf_map_delete_elem(&begun, &thread);
		/* The logarithm in steps of halves, as nobody would loop here. */
		if (rest >> 32) { slot += 32; rest >>= 32; }
		if (rest >> 16) { slot += 16; rest >>= 16; }
		if (rest >> 8) { slot += 8; rest >>= 8; }
		if (rest >> 4) { slot += 4; rest >>= 4; }
		if (rest >> 2) { slot += 2; rest >>= 2; }
		if (rest >> 1) slot += 1;
		__sync_fetch_and_add(&slots[slot & (SLOTS - 1)], 1);
	}
	return 0;
}

#else

int on_record(void *context, void *data, size_t size) { return 0; }

void at_end(struct bpf_object *object)
{
	long *slots = variables(object);

	for (int slot = 0; slot < SLOTS; slot++)
		if (slots[slot] > 0)
			printf("%lu %ld\n", 1UL << slot, slots[slot]);
}

#endif
