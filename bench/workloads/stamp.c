/*
 * Says on stderr when it began and when it ended, on the clock that never stops: what a tracer starts once its probes are
 * attached, so that attaching and detaching can be told apart.
 */
#include <stdio.h>
#include <time.h>
#include <unistd.h>

/* Between the two, so that a tracer that looks for the end now and then has seen the beginning. */
#define PAUSE_US 50000

static double now_ms(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

int main(void)
{
	double began = now_ms();

	usleep(PAUSE_US);
	fprintf(stderr, "began %.3f ended %.3f\n", began, now_ms());
	return 0;
}
