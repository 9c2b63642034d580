/** Runs in the page. @returns the name and size of each visible button or other target less than 40 pixels high or wide. */
export function findSmallTargets(): string[] {
  const targets = document.querySelectorAll<HTMLElement>(
    'button, select, [role=menuitem], [role=option], [role=tab]',
  );
  return [...targets].flatMap((target) => {
    const { width, height } = target.getBoundingClientRect();
    // Fluent hides elements from sight, but not from screen readers, by a width of 1 pixel.
    const isDrawn = width > 1 && target.checkVisibility({ visibilityProperty: true });
    if (!isDrawn || (width >= 40 && height >= 40)) return [];
    return `${target.ariaLabel ?? target.textContent} ${Math.round(width)}×${Math.round(height)}`;
  });
}

/**
 * Runs in the page: spaces the text as far apart as WCAG 1.4.12 requires a page to bear, looks for flaws, and undoes the spacing.
 * @returns how many pixels the page is wider than the window, and the buttons whose text is higher than they are
 * @see https://www.w3.org/TR/WCAG22/#text-spacing
 */
export function findSpacingFlaws(): string[] {
  // The content security policy allows no `<style>`, but a style sheet of a script.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }
  `);
  document.adoptedStyleSheets.push(sheet);
  const overflow = document.documentElement.scrollWidth - innerWidth;
  const flaws = overflow > 0 ? [`wider than the window by ${overflow}`] : [];
  for (const button of document.querySelectorAll<HTMLElement>('button')) {
    if (getComputedStyle(button).overflowY === 'visible' || !button.textContent) continue;
    const excess = button.scrollHeight - button.clientHeight;
    if (button.clientWidth > 1 && excess > 1) flaws.push(`${button.textContent} is clipped by ${excess}`);
  }
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((adopted) => adopted !== sheet);
  return flaws;
}

/**
 * Runs in the page. An open menu, list or dialog may lie on other controls.
 * @returns each visible control that a press at its centre would not reach, with what lies on it
 */
export function findCoveredControls(): string[] {
  const layers =
    '[role=menu], [role=listbox], [role=dialog], [role=alertdialog], [role=tooltip], [class*=backdrop]';
  const controls = document.querySelectorAll<HTMLElement>(
    'button, a[href], input, select, [role=menuitem], [role=option]',
  );
  const isScrolledOut = (control: HTMLElement, x: number, y: number): boolean => {
    for (let box = control.parentElement; box; box = box.parentElement) {
      const { left, right, top, bottom } = box.getBoundingClientRect();
      const isClipped =
        getComputedStyle(box).overflow !== 'visible' && (x < left || x > right || y < top || y > bottom);
      if (isClipped) return true;
    }
    return false;
  };
  return [...controls].flatMap((control) => {
    const { x, y, width, height } = control.getBoundingClientRect();
    const [centreX, centreY] = [x + width / 2, y + height / 2];
    const hit = document.elementFromPoint(centreX, centreY);
    // Fluent hides elements from sight, but not from screen readers, by a width of 1 pixel.
    const isDrawn = width > 1 && control.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    if (!isDrawn || !hit || isScrolledOut(control, centreX, centreY)) return [];
    const isReached =
      control.contains(hit) || hit.contains(control) || (control as HTMLInputElement).labels?.length;
    const layer = hit.closest(layers);
    if (isReached || (layer && !layer.contains(control))) return [];
    return `${control.ariaLabel ?? control.textContent} is under ${hit.outerHTML.slice(0, 120)}`;
  });
}
