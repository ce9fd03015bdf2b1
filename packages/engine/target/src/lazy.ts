/** A function that computes its value when first called, and keeps it. */
export function lazy<T>(compute: () => T): () => T {
  let kept: { readonly value: T } | undefined;
  return () => (kept ??= { value: compute() }).value;
}

/** As `lazy`, for each argument. */
export function lazyBy<K, T>(compute: (key: K) => T): (key: K) => T {
  const kept = new Map<K, T>();
  return (key) => {
    if (!kept.has(key)) kept.set(key, compute(key));
    return kept.get(key) as T;
  };
}
