import type { CType } from "./c-type.js";
import { POINTER_SIZE, sizeOf, skipModifiers } from "./type-walk.js";

const BITS_PER_BYTE = 8;

/** Whether any of `size` bytes at an offset of a type may be a pointer's: where it has a union, one of its members is enough. */
export function hasPointerAt(type: CType, offset: number, size: number): boolean {
  const inner = skipModifiers(type);
  switch (inner.kind) {
    case "ptr":
      return offset < POINTER_SIZE && offset + size > 0;
    case "array": {
      const stride = sizeOf(inner.type) ?? 0;
      if (stride === 0) return false;
      const last = Math.min(inner.length - 1, Math.floor((offset + size - 1) / stride));
      for (let index = Math.max(0, Math.floor(offset / stride)); index <= last; index++) if (hasPointerAt(inner.type, offset - index * stride, size)) return true;
      return false;
    }
    case "struct":
    case "union":
      return offset < inner.size && inner.members.some(({ type: member, bitOffset, bitSize }) => bitSize === 0 && hasPointerAt(member, offset - bitOffset / BITS_PER_BYTE, size));
    default:
      return false;
  }
}
