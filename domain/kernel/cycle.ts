type Above = (one: string) => string | undefined

/** Everybody on the way up from `start`, itself first. The way ends at the top, or where it comes round to somebody it has passed. */
export const climb = (start: string, above: Above): { readonly passed: ReadonlySet<string>; readonly comesRound: boolean } => {
  const passed = new Set([start])
  let next = above(start)
  while (next !== undefined && !passed.has(next)) {
    passed.add(next)
    next = above(next)
  }
  return { passed, comesRound: next !== undefined }
}

/** Whether `one`, put under `superior`, would stand above itself, however far up. */
export const closesCycle = (one: string, superior: string, above: Above): boolean => climb(superior, above).passed.has(one)
