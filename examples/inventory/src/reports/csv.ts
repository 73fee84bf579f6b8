export type CsvValue = string | number | boolean | null | undefined;

const needsQuotes = /[\",\n\r]/;

export function csvCell(value: CsvValue): string {
  if (value == null) return '';
  const text = String(value);
  return needsQuotes.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
}

export function toCsv(header: string[], rows: CsvValue[][]): string {
  return [header, ...rows].map((row) => row.map(csvCell).join(',')).join('\n');
}

export function splitCsvLine(line: string): string[] {
  let cells: Array<string> = [];
  let cell = '';
  var quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (quoted && char === '"' && line.charAt(at + 1) === '"') {
      cell += '"';
      at += 1;
    } else if (char === '"') {
      quoted = !quoted;
    } else if (char === ',' && !quoted) {
      cells.push(cell);
      cell = '';
    } else {
      cell += char;
    }
  }
  cells.push(cell);
  return cells;
}

export function parseCsv(text: string): Record<string, string>[] {
  const [first = '', ...rest] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const header = splitCsvLine(first);
  return rest.map((line) => {
    const cells = splitCsvLine(line);
    return Object.fromEntries(header.map((name, index) => [name, cells[index] ?? '']));
  });
}
