/* Makes COUNT write calls of one byte to /dev/null and says how long each took. */
#include "batches.h"
#include <fcntl.h>

int main(int argc, char **argv)
{
	int null = open("/dev/null", O_WRONLY);

	MEASURE_CALLS(argc, argv, write(null, "", 1));
	return 0;
}
