/** `08:42:56`, with the day before it when that is not today. In the time of the machine. */
export function localTime(at: string, now: number): string {
  const date = new Date(at);
  const pad = (number: number): string => String(number).padStart(2, '0');
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(pad).join(':');
  const day = (one: Date): string =>
    `${one.getFullYear()}-${pad(one.getMonth() + 1)}-${pad(one.getDate())}`;
  return day(date) === day(new Date(now)) ? time : `${day(date)} ${time}`;
}
