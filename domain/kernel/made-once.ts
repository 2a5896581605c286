/** What takes time to make and is not wanted by every function that holds it: made when it is first asked for, and then kept. */
export const madeOnce = <Made>(make: () => Made): (() => Made) => {
  let made: { readonly value: Made } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
