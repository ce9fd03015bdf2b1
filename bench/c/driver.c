/*
 * NAME [-c COMMAND] [EVENT…]: loads NAME.bpf.o from beside itself, attaches its programs (those of `raw_tp` without a tracepoint to
 * each EVENT), runs COMMAND to its end or else ends at once, and lets the program's own half print.
 */
#include "tracer.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define POLL_MS 100

static volatile sig_atomic_t has_ended;

static void child_ended(int signal)
{
	(void)signal;
	has_ended = 1;
}

static void fail(const char *what)
{
	fprintf(stderr, "%s: %s\n", what, strerror(errno));
	exit(1);
}

void *variables(struct bpf_object *object)
{
	struct bpf_map *map = bpf_object__find_map_by_name(object, ".bss");
	void *copy = calloc(1, bpf_map__value_size(map));
	int first = 0;

	if (copy == NULL || bpf_map_lookup_elem(bpf_map__fd(map), &first, copy) != 0)
		fail(".bss");
	return copy;
}

void each_element(struct bpf_object *object, const char *map, void *key, void *value, void (*print)(void))
{
	int fd = bpf_object__find_map_fd_by_name(object, map);

	for (void *last = NULL; bpf_map_get_next_key(fd, last, key) == 0; last = key)
		if (bpf_map_lookup_elem(fd, key, value) == 0)
			print();
}

static void attach(struct bpf_object *object, char **events)
{
	struct bpf_program *program;

	bpf_object__for_each_program(program, object) {
		if (strcmp(bpf_program__section_name(program), "raw_tp") != 0) {
			if (bpf_program__attach(program) == NULL)
				fail(bpf_program__name(program));
			continue;
		}
		for (char **event = events; *event != NULL; event++)
			if (bpf_program__attach_raw_tracepoint(program, *event) == NULL)
				fail(*event);
	}
}

/* The command's words are separated by single spaces; it begins when `go` is written to. */
static pid_t prepare(char *command, int *go)
{
	char *words[64];
	int gate[2], count = 0;

	for (char *word = strtok(command, " "); word != NULL && count < 63; word = strtok(NULL, " "))
		words[count++] = word;
	words[count] = NULL;
	if (pipe(gate) != 0)
		fail("pipe");
	pid_t pid = fork();
	if (pid == 0) {
		char byte;

		close(gate[1]);
		if (read(gate[0], &byte, 1) == 1)
			execvp(words[0], words);
		_exit(127);
	}
	close(gate[0]);
	*go = gate[1];
	return pid;
}

int main(int argc, char **argv)
{
	char path[4096], *command = NULL;
	int option, go = -1;

	while ((option = getopt(argc, argv, "c:")) == 'c')
		command = optarg;
	signal(SIGCHLD, child_ended);
	snprintf(path, sizeof path, "%s.bpf.o", argv[0]);
	if (command != NULL)
		prepare(command, &go);

	struct bpf_object *object = bpf_object__open_file(path, NULL);
	if (object == NULL || bpf_object__load(object) != 0)
		fail(path);
	struct bpf_map *records = bpf_object__find_map_by_name(object, "records");
	struct ring_buffer *ring = records == NULL ? NULL : ring_buffer__new(bpf_map__fd(records), on_record, NULL, NULL);
	attach(object, argv + optind);

	if (command != NULL && write(go, "", 1) != 1)
		fail(command);
	while (command != NULL && !has_ended) {
		if (ring == NULL)
			poll(NULL, 0, POLL_MS);
		else
			ring_buffer__poll(ring, POLL_MS);
		fflush(stdout);
	}
	if (ring != NULL)
		ring_buffer__consume(ring);
	at_end(object);
	return 0;
}
