import { renderMermaidSVG } from 'beautiful-mermaid';

/** Draws a Mermaid flowchart as SVG when the site is built. Its accessible name has the texts of the drawing. */
export function renderDiagram(source: string): string {
  const svg = renderMermaidSVG(source)
    // The style sheet loads a font from another host, and Vue refuses style sheets in templates.
    // `docs/.vitepress/theme/style.css` replaces it with the colours of the light and the dark theme.
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
