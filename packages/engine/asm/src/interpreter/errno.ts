// Error numbers that helpers return, negated.
export const ENOENT = 2;
export const E2BIG = 7;
export const EAGAIN = 11;
export const EFAULT = 14;
export const EEXIST = 17;
export const EINVAL = 22;
export const ERANGE = 34;
