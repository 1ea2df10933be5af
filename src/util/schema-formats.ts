import { isIPv6 } from 'node:net';
import { goPattern, RefusedPattern } from './go-pattern';
import { goUrl } from './go-url';

const POINTER = /^(?:\/(?:[^~/]|~[01])*)*$/;
const RELATIVE_POINTER = /^(?:0|[1-9]\d*)(?:#|(?:\/(?:[^~/]|~[01])*)*)$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DURATION = /^P(?:\d+W|(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)$/;
const SEMVER =
  /^(?:(?:0|[1-9]\d*)(?:\.(?!$|[-+])|(?=$|[-+]))){3}(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*))*)?(?:\+[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?$/;
const LOCAL_PART = /^(?:"[^"\\]*"|(?!\.)(?!.*\.\.)(?!.*\.$)[\w.!#$%&'*+\-/=?^`{|}~]*)$/;

/** The formats that Helm checks, by name, as strictly as Helm does. Those that are not here say nothing. */
export const FORMATS: { readonly [format: string]: (text: string) => boolean } = {
  'json-pointer': (text) => POINTER.test(text),
  'relative-json-pointer': (text) => RELATIVE_POINTER.test(text),
  uuid: (text) => UUID.test(text),
  duration: (text) => DURATION.test(text),
  period: isPeriod,
  ipv4: isIpv4,
  ipv6: (text) => isIPv6(text) && !text.includes('%'),
  hostname: isHostname,
  email: isEmail,
  date: isDate,
  time: isTime,
  'date-time': isDateTime,
  uri: (text) => goUrl(text)?.isAbsolute === true,
  iri: (text) => goUrl(text)?.isAbsolute === true,
  'uri-reference': (text) => !text.includes('\\') && goUrl(text) !== undefined,
  'iri-reference': (text) => !text.includes('\\') && goUrl(text) !== undefined,
  'uri-template': isUriTemplate,
  semver: (text) => SEMVER.test(text),
  regex: isPattern,
};

function isIpv4(text: string): boolean {
  return /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/.test(text) && !/(?:^|\.)0\d/.test(text);
}

function isHostname(text: string): boolean {
  const name = text.replace(/\.$/, '');
  return name.length <= 253 && name.split('.').every((label) => /^(?!-)[A-Za-z0-9-]{1,63}(?<!-)$/.test(label));
}

function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)];
  if (at < 0 || Buffer.byteLength(text) > 254 || Buffer.byteLength(local) > 64 || !LOCAL_PART.test(local)) return false;
  if (!/^\[.*\]$/s.test(domain)) return isHostname(domain);
  const address = domain.slice(1, -1);
  return address.startsWith('IPv6:') ? isIPv6(address.slice(5)) : isIpv4(address);
}

function isDate(text: string): boolean {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!found) return false;
  const [year, month, day] = found.slice(1).map(Number);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= days;
}

function isTime(text: string): boolean {
  const found = /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[zZ]|([+-])(\d\d):(\d\d))$/.exec(text);
  if (!found) return false;
  const [hour, minute, second] = found.slice(1, 4).map(Number);
  const [offsetHour, offsetMinute] = [Number(found[5] ?? 0), Number(found[6] ?? 0)];
  if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) return false;
  const offset = (found[4] === '-' ? 1 : -1) * (offsetHour * 60 + offsetMinute);
  const minutes = (hour * 60 + minute + offset + 1440) % 1440;
  // A leap second is the last one of a day in UTC.
  return second < 60 || minutes === 1439;
}

function isDateTime(text: string): boolean {
  return /^[tT]$/.test(text[10] ?? '') && isDate(text.slice(0, 10)) && isTime(text.slice(11));
}

function isPeriod(text: string): boolean {
  const slash = text.indexOf('/');
  const [start, end] = [text.slice(0, slash), text.slice(slash + 1)];
  if (slash < 0) return false;
  if (start.startsWith('P')) return DURATION.test(start) && isDateTime(end);
  return isDateTime(start) && (end.startsWith('P') ? DURATION.test(end) : isDateTime(end));
}

function isUriTemplate(text: string): boolean {
  const url = goUrl(text);
  return url?.path.split('/').every((part) => /^(?:[^{}]|\{[^{}]*\})*$/s.test(part)) === true;
}

function isPattern(text: string): boolean {
  try {
    goPattern(text);
    return true;
  } catch (error) {
    return !(error instanceof RefusedPattern);
  }
}
