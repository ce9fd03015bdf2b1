#include "tracer.h"
#ifdef __bpf__

long sum;

SEC("tp_btf/sys_enter")
int BPF_PROG(enter, struct pt_regs *regs, long id)
{
	if (id == __NR_write)
		__sync_fetch_and_add(&sum, regs->dx);
	return 0;
}

#else

int on_record(void *context, void *data, size_t size) { return 0; }

void at_end(struct bpf_object *object)
{
	printf("%ld\n", *(long *)variables(object));
}

#endif
