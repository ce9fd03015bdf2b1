#include "tracer.h"
#ifdef __bpf__

long n;

SEC("raw_tp")
int event(void *context)
{
	__sync_fetch_and_add(&n, 1);
	return 0;
}

#else

int on_record(void *context, void *data, size_t size) { return 0; }

void at_end(struct bpf_object *object)
{
	printf("%ld\n", *(long *)variables(object));
}

#endif
