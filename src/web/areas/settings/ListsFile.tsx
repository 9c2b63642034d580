import { Body1Strong, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useRef, useState, type ChangeEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { waitUntil } from '../../base/store.ts';
import { usePhone } from '../../calling/react.tsx';
import { useHistory } from '../../history/HistoryProvider.tsx';
import { maxFileSize, readListsFile, writeListsFile } from '../../lists/listsFile.ts';
import { mergeImported } from '../../lists/mergeImported.ts';
import { changeLists, readRecords } from '../../lists/records.ts';
import { usePeople } from '../../people/PeopleProvider.tsx';
import { saveFile } from '../../ui/saveFile.ts';

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  title: { margin: 0 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  input: { display: 'none' },
});

/** Saves the user's lists and settings to a file, and adds those of such a file to the lists that are here. */
export function ListsFile() {
  const { t } = useTranslation();
  const styles = useStyles();
  const history = useHistory();
  const { favourites } = usePeople();
  const { settings } = usePhone();
  const input = useRef<HTMLInputElement>(null);
  const [message, setMessage] = useState('');
  const lists = { history, favourites, settings };
  const readAllRecords = async () => {
    await waitUntil(history.isLoading, (isLoading) => !isLoading);
    return readRecords(lists);
  };
  const save = async () => {
    const now = new Date();
    const text = writeListsFile(await readAllRecords(), now);
    saveFile(text, `switchboard-lists-${now.toISOString().slice(0, 10)}.json`, 'application/json');
    setMessage(t('lists.saved'));
  };
  const add = async (file: File) => {
    // `text` rejects if the file has been removed since the user chose it.
    const readText = () => file.text().catch(() => '');
    const records = file.size > maxFileSize ? 'tooLarge' : readListsFile(await readText());
    if (typeof records === 'string') return setMessage(t(`lists.${records}`));
    const { changes, counts, skippedCount } = mergeImported(await readAllRecords(), records);
    await changeLists(lists, changes);
    const { favourite: favouriteCount, call: callCount, setting: settingCount } = counts;
    const added = t('lists.added', { favouriteCount, callCount, settingCount });
    const skipped = skippedCount > 0 ? ` ${t('lists.skipped', { skippedCount })}` : '';
    setMessage(changes.size > 0 || skippedCount > 0 ? added + skipped : t('lists.nothingNew'));
  };
  const onFileChosen = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const file = currentTarget.files?.[0];
    // So that the user can choose the same file again.
    currentTarget.value = '';
    if (file) void add(file);
  };
  return (
    <div className={styles.section}>
      <Body1Strong as="h3" className={styles.title}>
        {t('lists.title')}
      </Body1Strong>
      <Caption1>{t('lists.hint')}</Caption1>
      <div className={styles.buttons}>
        <Button onClick={() => void save()}>{t('lists.save')}</Button>
        <Button onClick={() => input.current?.click()}>{t('lists.add')}</Button>
        {/* The button stands for the field, whose words the browser chooses. */}
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          aria-label={t('lists.add')}
          className={styles.input}
          onChange={onFileChosen}
        />
      </div>
      <Caption1 role="status">{message}</Caption1>
    </div>
  );
}
