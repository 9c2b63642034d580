import { useTranslation } from 'react-i18next';
import { names, type ArtifactId } from './way.ts';

/** “Artifact 1 (A1)”: the number of Microsoft's article first, the letter of the present one after it. */
export function useArtifactName(): (id: ArtifactId) => string {
  const { t } = useTranslation();
  return (id) => {
    const { number, letter } = names[id];
    if (number && letter) return t('inspector.names.both', { number, letter });
    return letter ? t('inspector.names.letter', { letter }) : t('inspector.names.credentials');
  };
}
