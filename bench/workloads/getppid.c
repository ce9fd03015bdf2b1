// Makes COUNT getppid system calls and says on stderr how many nanoseconds of processor time each took: on a busy machine
// the time on the clock is also other programs'.
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static double used_ns(void)
{
	struct timespec time;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return time.tv_sec * 1e9 + time.tv_nsec;
}

int main(int argc, char **argv)
{
	long count = argc > 1 ? atol(argv[1]) : 1000000;
	double start = used_ns();

	/* The raw call: a C library may remember the answer. */
	for (long call = 0; call < count; call++)
		syscall(SYS_getppid);
	fprintf(stderr, "%.1f ns per call\n", (used_ns() - start) / count);
	return 0;
}
