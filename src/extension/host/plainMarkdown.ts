/**
 * Text from elsewhere for a MarkdownString, shown as it is: no links, no icons, no HTML. Its spaces
 * stay what they are, so that long lines are broken.
 */
export function plainMarkdown(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()#+\-.!~|$&]/g, '\\$&')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\s*\n\s*/g, ' ');
}
