/** Intl's formatters, each made once: making one costs a phone more than fifty uses of it. */

function once<F, O>(make: (locale: string, options: O) => F): (locale: string, options: O) => F {
  const made = new Map<string, F>()
  return (locale, options) => {
    const name = locale + JSON.stringify(options)
    const format = made.get(name) ?? make(locale, options)
    made.set(name, format)
    return format
  }
}

export const numberFormat = once((locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options))
export const dateFormat = once((locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options))
export const relativeFormat = once(
  (locale, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(locale, options),
)

/** Have the browser read its tables of numbers now: the first formatter costs a phone a tenth of a second, each later one little. */
export const warmFormats = (): unknown => numberFormat('en', {})
