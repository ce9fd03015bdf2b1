#include "tracer.h"
#define NUMBERS 1024
#ifdef __bpf__

long counts[NUMBERS];

SEC("tp_btf/sys_enter")
int BPF_PROG(enter, struct pt_regs *regs, long id)
{
	if (id >= 0 && id < NUMBERS)
		__sync_fetch_and_add(&counts[id], 1);
	return 0;
}

#else

int on_record(void *context, void *data, size_t size) { return 0; }

void at_end(struct bpf_object *object)
{
	long *counts = variables(object);

	for (int number = 0; number < NUMBERS; number++)
		if (counts[number] > 0)
			printf("%d %ld\n", number, counts[number]);
}

#endif
