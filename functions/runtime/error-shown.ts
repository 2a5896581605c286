/** An error as a log may show it: by its name and where it was thrown. Messages of the SDK may quote what was sent, so they stay out. */
export const errorShown = (error: unknown): { readonly name: string; readonly at?: readonly string[] | undefined } =>
  error instanceof Error
    ? {
        name: error.name,
        at: error.stack
          ?.split('\n')
          .filter((line) => line.startsWith('    at '))
          .slice(0, 8),
      }
    : { name: typeof error }
