import type { PublicDaysOf } from '../../domain/service-levels/ports.ts'

/** The holidays of the world are more than a megabyte, and wanted a few times a year: they are loaded when they are first asked for. */
export const holidaysOf: PublicDaysOf = async (source, years) => {
  const { publicDays } = await import('./public-days.ts')
  return publicDays(source, years)
}
