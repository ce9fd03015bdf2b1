/*
 * Makes COUNT getppid system calls and says on stderr how many nanoseconds of processor time each took: the mean, and the
 * median of many batches, which what else the machine does disturbs less. On the clock it would also be other programs' time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define BATCHES 1000

static double used_ns(void)
{
	struct timespec time;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return time.tv_sec * 1e9 + time.tv_nsec;
}

static int ascending(const void *left, const void *right)
{
	double difference = *(const double *)left - *(const double *)right;

	return (difference > 0) - (difference < 0);
}

int main(int argc, char **argv)
{
	long count = argc > 1 ? atol(argv[1]) : 1000000;
	long calls = count / BATCHES;
	double batches[BATCHES];
	double start = used_ns();
	double before = start;

	for (int batch = 0; batch < BATCHES; batch++) {
		/* The raw call: a C library may remember the answer. */
		for (long call = 0; call < calls; call++)
			syscall(SYS_getppid);
		double now = used_ns();
		batches[batch] = (now - before) / calls;
		before = now;
	}
	double mean = (before - start) / (calls * BATCHES);
	qsort(batches, BATCHES, sizeof batches[0], ascending);
	fprintf(stderr, "mean %.1f ns per call, median %.1f ns per call\n", mean, batches[BATCHES / 2]);
	return 0;
}
