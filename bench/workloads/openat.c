/* Makes COUNT openat calls, each for one of a few files that aren't there, and says how long each took. */
#include "batches.h"
#include <fcntl.h>

static const char *const paths[] = { "/tapset-bench/one", "/tapset-bench/two", "/tapset-bench/three", "/tapset-bench/four" };

int main(int argc, char **argv)
{
	MEASURE_CALLS(argc, argv, openat(AT_FDCWD, paths[call & 3], O_RDONLY));
	return 0;
}
