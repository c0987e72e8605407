/** Languages that a customer of a European shop is likely to read. */
export const customerLanguages: readonly string[] = (
  'bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv uk tr no sr ru'
).split(' ');

/** Currencies offered first; a record with another one keeps it. */
export const customerCurrencies: readonly string[] = (
  'EUR PLN CZK GBP USD CHF SEK NOK DKK HUF RON BGN UAH RSD TRY'
).split(' ');
