/*
 * Reads lines to the end, each of which is the time of an event in nanoseconds, and says on stderr how many there were and how
 * long they took to come: the median and what 99 of a hundred didn't exceed. Lines that come in one read arrive at one time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define MOST 1000000

static long took[MOST];

static int ascending(const void *left, const void *right)
{
	long one = *(const long *)left, other = *(const long *)right;

	return (one > other) - (one < other);
}

int main(void)
{
	static char text[1 << 16];
	size_t kept = 0;
	long count = 0;
	ssize_t got;

	while ((got = read(0, text + kept, sizeof text - 1 - kept)) > 0) {
		struct timespec time;
		char *line = text, *end;

		clock_gettime(CLOCK_MONOTONIC, &time);
		text[kept + got] = 0;
		for (; (end = strchr(line, '\n')) != NULL; line = end + 1) {
			long event = strtol(line, NULL, 10);

			/* Whatever else a tracer prints isn't a time. */
			if (event > 1000000 && count < MOST)
				took[count++] = time.tv_sec * 1000000000L + time.tv_nsec - event;
		}
		kept = strlen(line);
		memmove(text, line, kept);
	}
	qsort(took, count, sizeof took[0], ascending);
	if (count > 0)
		fprintf(stderr, "lines %ld median %ld ns p99 %ld ns\n", count, took[count / 2], took[count * 99 / 100]);
	return 0;
}
