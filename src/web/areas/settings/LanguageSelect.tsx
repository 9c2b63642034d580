import { Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { LocalLanguage20Regular } from '@fluentui/react-icons/svg/local-language';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pageLanguages } from '../../i18n/pageLanguages.ts';
import { supportedLanguages } from '../../i18n/supportedLanguages.ts';

const useStyles = makeStyles({
  // Beside the title of the view, or below it if the title needs the width.
  field: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  // Without Fluent's padding, which is for a label above its field, so that the words are level with the select.
  label: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    margin: 0,
    padding: 0,
  },
});

/** The choice of the language. Each language has the name that it has in itself, so that users always find theirs. */
export function LanguageSelect() {
  const { t, i18n } = useTranslation();
  const styles = useStyles();
  /** The language that is being loaded; `null` for none. */
  const [pendingTag, setPendingTag] = useState<string | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const choose = async (tag: string) => {
    setPendingTag(tag);
    setFailed(!(await pageLanguages.choose(tag)));
    setPendingTag(null);
  };
  return (
    <Field
      className={styles.field}
      label={{
        className: styles.label,
        children: (
          <>
            <LocalLanguage20Regular />
            {t('settings.language')}
          </>
        ),
      }}
      {...(hasFailed && { validationMessage: t('settings.languageFailed') })}
    >
      <Select
        value={pendingTag ?? i18n.language}
        aria-busy={pendingTag !== null}
        onChange={(event) => void choose(event.target.value)}
      >
        {supportedLanguages.map(({ tag, name }) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
