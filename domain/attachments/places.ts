/** Where a signed form puts a file: it goes by itself after a day. */
export const uploadPrefix = 'uploads/'
/** Where a file stays that was looked at. No signed form reaches this. */
export const keptPrefix = 'files/'
