import type { Theme } from '@fluentui/react-components';

/**
 * Creates a rule for the page's background, and a rule with the theme's variables that `css` uses. If the themes have different
 * colours, the browser chooses by `color-scheme`. The app's own rules are more specific and replace these.
 */
export function createThemeCss(css: string, light: Theme, dark: Theme): string {
  const names = new Set([...css.matchAll(/var\(--(\w+)/g)].map(([, name]) => name as keyof Theme));
  const declarations = [...names].flatMap((name) => {
    if (light[name] === undefined) return [];
    const value = light[name] === dark[name] ? light[name] : `light-dark(${light[name]},${dark[name]})`;
    return [`--${name}:${value}`];
  });
  const background = `light-dark(${light.colorNeutralBackground2},${dark.colorNeutralBackground2})`;
  return `body{background:${background}}:where(.fui-FluentProvider){${declarations.join(';')}}`;
}
