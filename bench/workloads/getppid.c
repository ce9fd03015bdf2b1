/* Makes COUNT getppid system calls, the cheapest there is, and says how long each took. */
#include "batches.h"
#include <sys/syscall.h>

int main(int argc, char **argv)
{
	/* The raw call: a C library may remember the answer. */
	MEASURE_CALLS(argc, argv, syscall(SYS_getppid));
	return 0;
}
