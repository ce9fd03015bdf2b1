/**
 * Compares two version strings as glibc's `strverscmp` does: runs of digits as numbers, all else by character; runs
 * with leading zeros count as fractions and stand before whole numbers (`000 < 00 < 01 < 010 < 09 < 0 < 1 < 9 < 10`).
 * Negative, zero or positive.
 */
export function compareVersions(left: string, right: string): number {
  // The texts differ first at `at`; the run of digits that leads there begins at `run`.
  let at = 0;
  while (at < left.length && left[at] === right[at]) at++;
  if (at === left.length && at === right.length) return 0;
  let run = at;
  while (run > 0 && isDigit(left[run - 1])) run--;

  const leftDigits = digitsFrom(left, run);
  const rightDigits = digitsFrom(right, run);
  if (isWhole(leftDigits) && isWhole(rightDigits)) {
    if (leftDigits.length !== rightDigits.length) return leftDigits.length - rightDigits.length;
  } else if (run < at && /^0+$/.test(left.slice(run, at))) {
    // After the same zeros, one more digit makes the smaller fraction.
    const difference = Number(isDigit(right[at])) - Number(isDigit(left[at]));
    if (difference !== 0) return difference;
  }
  return (left.charCodeAt(at) || 0) - (right.charCodeAt(at) || 0);
}

function digitsFrom(text: string, start: number): string {
  let end = start;
  while (isDigit(text[end])) end++;
  return text.slice(start, end);
}

function isWhole(digits: string): boolean {
  return digits !== "" && !digits.startsWith("0");
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
}
