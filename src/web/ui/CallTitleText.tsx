import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';

/** Begins a name that a translated text has isolated (see `formatValue`). */
const firstStrongIsolate = '\u2068';

/**
 * A call's title. A name has its own direction. The words about a group have the page's: by itself, the browser would take the
 * direction of the name with which they begin.
 */
export function CallTitleText({ title, ...props }: ComponentProps<'bdi'> & { title: string }) {
  const { i18n } = useTranslation();
  const isGroup = title.includes(firstStrongIsolate);
  return (
    <bdi {...props} {...(isGroup && { dir: i18n.dir() })}>
      {props.children}
    </bdi>
  );
}
