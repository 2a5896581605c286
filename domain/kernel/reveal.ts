import type { Actor } from './actor.ts'
import type { FieldClass } from './care/field-class.ts'
import { ok, type Result, refuse } from './result.ts'

type Reveal = { readonly purpose: string; readonly classes: readonly FieldClass[] }
export type ClassDenied = { readonly code: 'access.class_denied'; readonly classes: readonly FieldClass[] }

/** "To read what your role does not show, say what for." What is recorded of it, or the classes that no purpose opens to the actor. */
export const revealed = (
  { purpose, classes }: Reveal,
  { reveals }: Actor,
): Result<{ purpose: string; classes: FieldClass[] }, ClassDenied> => {
  const denied = classes.filter((fieldClass) => !reveals.includes(fieldClass))
  return denied.length > 0 ? refuse({ code: 'access.class_denied', classes: denied }) : ok({ purpose, classes: [...classes] })
}
