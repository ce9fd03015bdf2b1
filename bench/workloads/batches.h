/*
 * How long a call takes in nanoseconds of processor time, said on stderr: the mean, and the median of many batches, which what
 * else the machine does disturbs less. On the clock it would also be other programs' time.
 */
#include <stdio.h>
#include <stdlib.h>
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

/* `batches` has the nanoseconds of a call in each batch; sorted here. */
static void say(double *batches)
{
	double sum = 0;

	for (int batch = 0; batch < BATCHES; batch++)
		sum += batches[batch];
	qsort(batches, BATCHES, sizeof batches[0], ascending);
	fprintf(stderr, "mean %.1f ns per call, median %.1f ns per call\n", sum / BATCHES, batches[BATCHES / 2]);
}

/* Makes as many calls as the program's argument says; in `expression`, `call` is the number of one in its batch. */
#define MEASURE_CALLS(argc, argv, expression)                                       \
	do {                                                                        \
		static double batches[BATCHES];                                     \
		long calls = ((argc) > 1 ? atol((argv)[1]) : 1000000) / BATCHES;    \
		for (int batch = 0; batch < BATCHES; batch++) {                     \
			double before = used_ns();                                  \
			for (long call = 0; call < calls; call++)                   \
				(void)!(expression);                                \
			batches[batch] = (used_ns() - before) / calls;              \
		}                                                                   \
		say(batches);                                                       \
	} while (0)
