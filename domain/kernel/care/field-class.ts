import * as z from 'zod'

/**
 * How much care a field needs, least first. `personal`, `financial` and `secret` are sealed wherever they are stored and
 * masked for everyone whose role does not see the class. A field without a mark counts as `internal`.
 */
export const fieldClasses = ['public', 'internal', 'personal', 'financial', 'secret'] as const
export type FieldClass = (typeof fieldClasses)[number]
export const FieldClassName = z.enum(fieldClasses)

export const sealedClasses = ['personal', 'financial', 'secret'] as const satisfies readonly FieldClass[]
export type SealedClass = (typeof sealedClasses)[number]
export const isSealed = (fieldClass: FieldClass | undefined): fieldClass is SealedClass =>
  sealedClasses.some((sealed) => sealed === fieldClass)

/** How a value is shown to those who may not see it: what stays readable is enough to recognise it, never to use it. */
export const maskStyles = ['all', 'phone', 'email', 'tail'] as const
export type MaskStyle = (typeof maskStyles)[number]

declare module 'zod' {
  interface GlobalMeta {
    class?: FieldClass
    mask?: MaskStyle
  }
}
