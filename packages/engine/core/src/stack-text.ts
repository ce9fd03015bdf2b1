/** Most levels of a stack that are looked at: SystemTap's MAXBACKTRACE. */
export const STACK_DEPTH = 20;

/** Bytes of an address in the text of a stack (`0x` and 16 digits), with the blank that parts it from the next. */
export const STACK_ADDRESS_BYTES = 19;
