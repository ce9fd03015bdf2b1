/*
 * Says on stderr how many BPF programs its parent holds and how many instructions they have, as the kernel keeps them: what a tracer
 * starts once its probes are attached.
 */
#include <dirent.h>
#include <linux/bpf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define INSTRUCTION_BYTES 8
#define MOST_PROGRAMS 1024

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static int bpf(enum bpf_cmd command, union bpf_attr *attr)
{
	return syscall(SYS_bpf, command, attr, sizeof *attr);
}

/* The id of the program behind a descriptor of the parent's, itself or through a link; 0 where there's none. */
static unsigned program_of(const char *fdinfo, const char *name)
{
	char path[512], line[256];
	unsigned id = 0;

	snprintf(path, sizeof path, "%s/%s", fdinfo, name);
	FILE *file = fopen(path, "r");
	if (file == NULL)
		return 0;
	while (id == 0 && fgets(line, sizeof line, file) != NULL)
		sscanf(line, "prog_id: %u", &id);
	fclose(file);
	return id;
}

static unsigned instructions_of(unsigned id)
{
	struct bpf_prog_info info = { 0 };
	union bpf_attr by_id = { .prog_id = id };
	union bpf_attr by_fd = { .info = { .info_len = sizeof info, .info = (unsigned long)&info } };
	int fd = bpf(BPF_PROG_GET_FD_BY_ID, &by_id);

	if (fd < 0)
		fail("BPF_PROG_GET_FD_BY_ID");
	by_fd.info.bpf_fd = fd;
	if (bpf(BPF_OBJ_GET_INFO_BY_FD, &by_fd) != 0)
		fail("BPF_OBJ_GET_INFO_BY_FD");
	close(fd);
	return info.xlated_prog_len / INSTRUCTION_BYTES;
}

int main(void)
{
	unsigned seen[MOST_PROGRAMS], programs = 0, instructions = 0;
	char fdinfo[64];

	snprintf(fdinfo, sizeof fdinfo, "/proc/%d/fdinfo", getppid());
	DIR *folder = opendir(fdinfo);
	if (folder == NULL)
		fail(fdinfo);
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
		unsigned id = program_of(fdinfo, entry->d_name), at = 0;

		while (at < programs && seen[at] != id)
			at++;
		if (id == 0 || at < programs)
			continue;
		if (programs == MOST_PROGRAMS) {
			fprintf(stderr, "more than %d programs\n", MOST_PROGRAMS);
			return 1;
		}
		seen[programs++] = id;
		instructions += instructions_of(id);
	}
	fprintf(stderr, "%u programs, %u instructions\n", programs, instructions);
	return 0;
}
