/*
 * Makes COUNT lseek calls that fail, a few milliseconds from one to the next, never in step with anything. Where each wants to go is
 * the time when it was made, in nanoseconds: a tracer that prints the argument prints when the event was. The third argument is
 * MARK, by which they are known among those of other programs.
 */
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define MARK 77
/* By then a tracer has done what it does when a command begins. */
#define PAUSE_US 300000

int main(int argc, char **argv)
{
	long count = argc > 1 ? atol(argv[1]) : 1000;

	usleep(PAUSE_US);
	for (long call = 0; call < count; call++) {
		struct timespec time;

		usleep(1000 + random() % 4000);
		clock_gettime(CLOCK_MONOTONIC, &time);
		syscall(SYS_lseek, -1, time.tv_sec * 1000000000L + time.tv_nsec, MARK);
	}
	return 0;
}
