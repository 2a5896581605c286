/** A number as a part of a sort key, so that the order of the text is that of the numbers: up to 9,999. */
export const digits = (number: number): string => String(number).padStart(4, '0')
