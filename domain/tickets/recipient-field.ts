/**
 * Stands in what is kept of a reply where whoever reads it is called by name: the name is sealed, and is filled in when the reply
 * goes out.
 */
export const recipientField = '{{recipientName}}'

/** A kept reply as its recipient reads it. */
export const calledByName = (text: string, name: string): string => text.replaceAll(recipientField, () => name)
