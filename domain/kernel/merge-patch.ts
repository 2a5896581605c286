/**
 * JSON Merge Patch (RFC 7396) for the members of one resource: a member that is null is removed, every other one
 * replaces what stood there. Nested objects and arrays of our resources are values of their own and are replaced whole.
 */
export const mergePatch = (
  target: Readonly<Record<string, unknown>>,
  patch: Readonly<Record<string, unknown>>,
): Record<string, unknown> => {
  const merged = { ...target, ...patch }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null && value !== undefined))
}
