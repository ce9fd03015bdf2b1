/*
 * The same work by hand: each NAME.c here is compiled twice, by clang into what runs in the kernel (`__bpf__`) and by cc, with
 * driver.c, into the program that loads it. It's what somebody who knows libbpf would write for that one purpose.
 */
#ifdef __bpf__

#include <linux/bpf.h>
#include <asm/unistd.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

/* What is read of the kernel's own types; libbpf finds where it is on this kernel. */
struct pt_regs {
	unsigned long di, si, dx, ax, orig_ax;
} __attribute__((preserve_access_index));

char LICENSE[] SEC("license") = "GPL";

#define RING_BYTES (8 << 20)
#define ENTRIES 10240

#else

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <stddef.h>
#include <stdio.h>

/* What a program's own half has to say: how a record of its ring `records` is printed, if it has one, */
int on_record(void *context, void *data, size_t size);
/* and what is printed at the end. */
void at_end(struct bpf_object *object);

/* A copy of the program's global variables. */
void *variables(struct bpf_object *object);
/* Calls `print` for each element of a hash. */
void each_element(struct bpf_object *object, const char *map, void *key, void *value, void (*print)(void));

#endif
