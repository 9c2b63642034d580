import { renderMermaidSVG } from 'beautiful-mermaid';

/** Draws a Mermaid flowchart as SVG, whose accessible name consists of the texts in the drawing. */
export function renderDiagram(source: string): string {
  const svg = renderMermaidSVG(source)
    // The style sheet loads a font from another host, and Vue refuses style sheets in templates. Instead,
    // `docs/.vitepress/theme/style.css` has the colours of both themes.
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/ style="[^"]*"/, '');
  const texts = [...svg.matchAll(/<text[^>]*>([\s\S]*?)<\/text>/g)].map(([, text = '']) =>
    text
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );
  const name = `Diagram: ${texts.join(', ')}`.replaceAll('"', '&quot;');
  return `<div class="diagram" tabindex="0" v-pre>${svg.replace('<svg ', `<svg role="img" aria-label="${name}" `)}</div>`;
}
