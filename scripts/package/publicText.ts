const relativeImage = /^!\[[^\]]*\]\((?!\w+:)[^)]*\)\n\n?/gm;
const relativeLink = /(?<!!)\[([^\]]+)\]\((?!\w+:|#)[^)]*\)/g;

/**
 * A text for a place from which nothing of the repository can be reached: pictures of it are left
 * out, and of links to it only the words stay.
 */
export function withoutRelativeLinks(markdown: string): string {
  return markdown.replaceAll(relativeImage, '').replaceAll(relativeLink, '$1');
}
