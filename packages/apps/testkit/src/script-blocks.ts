/** The scripts a Markdown text shows: its blocks fenced as `stap`. */
export function scriptBlocks(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^```stap\n(.*?)^```$/gms)].map((block) => block[1] ?? "");
}
