// Streamlit has no translations: its own fixed texts are put into French as they appear on the page.
// Whole texts only, and only texts that no French reader would write: what people typed is never touched.
(() => {
  "use strict";

  const TEXTS = {
    // Frame: header, menu, sidebar, connection
    "Skip to main content": "Aller au contenu principal",
    "Main menu": "Menu principal",
    "Toolbar action": "Action de la barre d’outils",
    "Rerun": "Actualiser",
    "Auto rerun": "Actualisation automatique",
    "Always rerun": "Toujours actualiser",
    "File change.": "Le programme a changé.",
    "Clear cache": "Vider le cache",
    "Clear caches": "Vider les caches",
    "Print": "Imprimer",
    "Record screen": "Enregistrer l’écran",
    "Record a screencast": "Enregistrer l’écran",
    "Also record audio": "Enregistrer aussi le son",
    "Start recording!": "Commencer l’enregistrement",
    "Stop recording": "Arrêter l’enregistrement",
    "Cancel recording": "Annuler l’enregistrement",
    "Press `Esc` any time to stop recording.": "La touche Échap arrête l’enregistrement à tout moment.",
    "Preview your video below:": "Aperçu de la vidéo :",
    "Save video to disk": "Enregistrer la vidéo",
    "About": "À propos",
    "Get help": "Obtenir de l’aide",
    "Report a bug": "Signaler un problème",
    "Settings": "Réglages",
    "Theme": "Thème",
    "Light": "Clair",
    "Dark": "Sombre",
    "System": "Système",
    "Use system setting": "Réglage du système",
    "Custom Theme": "Thème de Palier",
    "Custom Theme Auto": "Thème de Palier, automatique",
    "Custom Theme Light": "Thème de Palier, clair",
    "Custom Theme Dark": "Thème de Palier, sombre",
    "Made with Streamlit v": "Réalisé avec Streamlit v",
    "Copy version to clipboard": "Copier le numéro de version",
    "App pages": "Pages",
    "Sidebar": "Barre latérale",
    "Expand sidebar": "Ouvrir le menu des pages",
    "Collapse sidebar": "Fermer le menu des pages",
    "View less": "Afficher moins",
    "App Logo": "Logo de Palier",
    "Header Logo": "Logo de Palier",
    "Sidebar Logo": "Logo de Palier",
    "Navigate to home page": "Aller à l’accueil",
    "Notifications": "Messages",
    "Running...": "Calcul en cours…",
    "Stopping...": "Arrêt en cours…",
    "Stop": "Arrêter",
    "Please wait...": "Veuillez patienter…",
    "Connecting": "Connexion",
    "Connecting to Streamlit server": "Connexion au serveur de Palier",
    "Unable to connect to Streamlit server": "Connexion au serveur impossible",
    "Error": "Erreur",
    "Connection error": "Erreur de connexion",
    "Connection timed out.": "Le serveur ne répond pas.",
    "Connection lost. Please wait for the app to reconnect, then try again.":
      "Connexion perdue. Attendez qu’elle revienne, puis réessayez.",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
      "Le serveur de Palier ne répond plus. Pour le relancer :",
    "Network error": "Erreur de réseau",
    "Request timed out": "Le serveur ne répond pas",
    "Unknown error": "Erreur inconnue",
    "Unknown Error": "Erreur inconnue",
    "Bad message format": "Message illisible",
    "No message": "Aucun message",
    "Script execution error": "Erreur d’exécution",
    "Page not found": "Page introuvable",
    "This app has encountered an error. The original error message is redacted to prevent data leaks. Full error details have been recorded in the logs (if you're on Streamlit Cloud, click on 'Manage app' in the lower right of your app).":
      "Cette page a rencontré un problème. Le détail est dans le journal du serveur.",

    // Shared by several widgets
    "Close": "Fermer",
    "Dismiss": "Fermer",
    "Cancel": "Annuler",
    "Continue anyway": "Continuer quand même",
    "Try again": "Réessayer",
    "Retry": "Réessayer",
    "Don't show again": "Ne plus afficher",
    "Help": "Aide",
    "Copy": "Copier",
    "Copied": "Copié",
    "Copied!": "Copié",
    "Copy to clipboard": "Copier",
    "Link to heading": "Lien vers ce titre",
    "Fullscreen": "Plein écran",
    "Close fullscreen": "Quitter le plein écran",
    "view more": "afficher plus",
    "view less": "afficher moins",
    "Scroll tabs left": "Onglets précédents",
    "Scroll tabs right": "Onglets suivants",
    "Loading...": "Chargement…",
    "This field is required.": "Ce champ est obligatoire.",
    "Invalid input.": "Saisie non valable.",
    "Clear entry": "Effacer la saisie",
    "Show password": "Afficher le mot de passe",
    "Hide password": "Masquer le mot de passe",

    // Choices
    "Choose an option": "Choisir",
    "Choose options": "Choisir",
    "Choose or add an option": "Choisir ou ajouter",
    "Choose or add options": "Choisir ou ajouter",
    "Add an option": "Ajouter",
    "Add options": "Ajouter",
    "No options to select": "Aucun choix possible",
    "No options to select.": "Aucun choix possible.",
    "No options": "Aucun choix",
    "No results": "Aucun résultat",
    "Select all": "Tout sélectionner",
    "Selected values": "Valeurs choisies",
    "Selectbox": "Liste de choix",
    "Selectbox options": "Choix possibles",
    "Multiselect": "Liste à choix multiples",
    "Multiselect options": "Choix possibles",
    "Clear all": "Tout effacer",
    "Clear value": "Effacer",
    "Open": "Ouvrir",
    "Show suggestions": "Afficher les choix",
    "Suggestions": "Choix proposés",
    "Increment": "Augmenter",
    "Decrement": "Diminuer",
    "Number is above the allowed range.": "Le nombre est trop grand.",
    "Number is below the allowed range.": "Le nombre est trop petit.",
    "Previous page": "Page précédente",
    "Next page": "Page suivante",

    // Dates and hours
    "Select...": "Choisir…",
    "Choose date": "Choisir une date",
    "Choose date range": "Choisir une période",
    "Choose date and time": "Choisir la date et l’heure",
    "Clear date": "Effacer la date",
    "Clear dates": "Effacer les dates",
    "Clear time": "Effacer l’heure",
    "Clear date and time": "Effacer la date et l’heure",
    "Date range": "Période",
    "Start date": "Date de début",
    "End date": "Date de fin",
    "Previous month": "Mois précédent",
    "Next month": "Mois suivant",
    "dd": "jj",
    "yyyy": "aaaa",
    "Quick select a date range": "Périodes usuelles",
    "Past Week": "7 derniers jours",
    "Past Month": "Dernier mois",
    "Past 3 Months": "3 derniers mois",
    "Past 6 Months": "6 derniers mois",
    "Past Year": "Dernière année",
    "Past 2 Years": "2 dernières années",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.":
      "Les flèches changent de date, Entrée la choisit, Échap ferme.",
    "Hours must be 0–23.": "Les heures vont de 0 à 23.",
    "Minutes must be 0–59.": "Les minutes vont de 0 à 59.",
    "Seconds must be 0–59.": "Les secondes vont de 0 à 59.",
    "Invalid time format. Please use HH:MM.": "Écrivez l’heure ainsi : 14:05.",

    // Files
    "Upload": "Choisir un fichier",
    "Upload file": "Choisir un fichier",
    "Upload files": "Choisir des fichiers",
    "Upload directories": "Choisir un dossier",
    "Browse files": "Parcourir",
    "Add files": "Ajouter des fichiers",
    "file upload": "dépôt de fichier",
    "Drag and drop file here": "Déposez le fichier ici",
    "Drag and drop a file here": "Déposez un fichier ici",
    "Drag and drop files here": "Déposez les fichiers ici",
    "Drag and drop directories here": "Déposez un dossier ici",
    "Click to retry upload": "Recommencer l’envoi",
    "Upload failed": "L’envoi a échoué",
    "Uploading...": "Envoi en cours…",
    "Only one file is allowed.": "Un seul fichier à la fois.",
    "File size is too small.": "Le fichier est trop petit.",
    "Too many files": "Trop de fichiers",
    "Unexpected error. Please try again.": "Erreur inattendue. Réessayez.",
    "Download failed": "Le téléchargement a échoué",

    // Tables
    "Download as CSV": "Télécharger (CSV)",
    "Download as PNG": "Télécharger (PNG)",
    "Search": "Rechercher",
    "Close Search": "Fermer la recherche",
    "Previous Result": "Résultat précédent",
    "Next Result": "Résultat suivant",
    "Show/hide columns": "Choisir les colonnes",
    "Clear selection": "Effacer la sélection",
    "Add row": "Ajouter une ligne",
    "Delete row(s)": "Supprimer les lignes",
    "Dataframe column menu": "Menu de la colonne",
    "Scrollable table": "Tableau à faire défiler",
    "Copy column name": "Copier le nom de la colonne",
    "Sort ascending": "Trier par ordre croissant",
    "Sort descending": "Trier par ordre décroissant",
    "Statistics": "Statistiques",
    "Autosize": "Ajuster la largeur",
    "Pin column": "Figer la colonne",
    "Unpin column": "Libérer la colonne",
    "Hide column": "Masquer la colonne",
    "Automatic": "Automatique",
    "Localized": "Français",
    "Plain": "Brut",
    "Compact": "Abrégé",
    "Dollar": "Dollars",
    "Yen": "Yens",
    "Percent": "Pourcentage",
    "Scientific": "Scientifique",
    "Accounting": "Comptable",
    "Duration": "Durée",
    "Calendar": "Calendrier",
    "Empty": "Vide",
    "Values": "Valeurs",
    "Distinct": "Distinctes",
    "Average": "Moyenne",
    "Average length": "Longueur moyenne",
    "Median": "Médiane",
    "Minimum length": "Longueur minimale",
    "Maximum length": "Longueur maximale",
    "Standard deviation": "Écart type",
    "Sum": "Somme",
    "Count": "Nombre",
    "Based on sample": "Sur un échantillon",
    "No data": "Aucune donnée",
    "No content": "Aucun contenu",
    "Distribution histogram": "Histogramme de la répartition",
    "Top values frequency chart": "Valeurs les plus fréquentes",
    "True/false distribution chart": "Répartition vrai ou faux",
    "Show data": "Afficher les données",
    "Show chart": "Afficher le graphique",
    "Edit": "Modifier",

    // Small charts, as a screen reader says them
    "Vega visualization": "Courbe",
    "visualization": "graphique",
    "group mark container": "groupe",
    "line mark container": "courbe",
    "line mark": "courbe",
    "symbol mark container": "points",
  };

  const UNITS = { B: "o", KB: "ko", MB: "Mo", GB: "Go" };
  const size = (amount, unit) => `${amount.replace(/\.0$/, "").replace(".", ",")}\u00a0${UNITS[unit]}`;
  const SEGMENTS = { day: "jour", month: "mois", year: "année", hour: "heure", minute: "minute" };
  const key = (keys) => keys.replace("Enter", "Entrée");
  const SIZE = "(\\d+(?:\\.\\d+)?) ?(B|KB|MB|GB)";
  const PATTERNS = [
    [new RegExp(`^${SIZE}$`), (_, n, unit) => size(n, unit)],
    [new RegExp(`^${SIZE} per file$`), (_, n, unit) => `${size(n, unit)} au plus par fichier`],
    [new RegExp(`^Limit ${SIZE} per file(.*)$`), (_, n, unit, rest) => `${size(n, unit)} au plus par fichier${rest}`],
    [new RegExp(`^File must be ${SIZE} or smaller\\.$`), (_, n, unit) => `Le fichier dépasse ${size(n, unit)}.`],
    [new RegExp(`^(.+), ${SIZE}$`), (_, name, n, unit) => `${name}, ${size(n, unit)}`],
    [/^(.*) files are not allowed\.$/, "Ce type de fichier n’est pas accepté."],
    [/^Press (.+) to apply$/, (_, keys) => `${key(keys)} pour valider`],
    [/^Press (.+) to submit form$/, (_, keys) => `${key(keys)} pour envoyer`],
    [/^Select (\d+) matches$/, "Sélectionner les $1 résultats"],
    [/^Add: (.+)$/, "Ajouter : $1"],
    [/^View (\d+) more$/, "Afficher $1 de plus"],
    [/^Remove (.+)$/, "Retirer $1"],
    [/^Cancel upload of (.+)$/, "Annuler l’envoi de $1"],
    [/^Help for (.+)$/, "Aide : $1"],
    [/^Shortcut (.+)$/, (_, keys) => `Raccourci ${key(keys)}`],
    [/^\S+ \+ Enter$/, key],
    [/^You can only select up to (\d+) options?\. Remove an option first\.$/, "$1 choix au plus : retirez-en un d’abord."],
    [/^Number is above the allowed range\. Please enter a value less than or equal to (.+)\.$/, "Le nombre doit être inférieur ou égal à $1."],
    [/^Number is below the allowed range\. Please enter a value greater than or equal to (.+)\.$/, "Le nombre doit être supérieur ou égal à $1."],
    [/^Number is outside the allowed range\. Please enter a value between (.+) and (.+)\.$/, "Le nombre doit être compris entre $1 et $2."],
    [/^You have requested page \/(.*), but no corresponding file was found.*$/, "L’adresse « /$1 » ne mène à aucune page que vous puissiez ouvrir. Voici la page d’accueil."],
    [/^The page that you have requested does not seem to exist.*$/, "Cette adresse ne mène à aucune page que vous puissiez ouvrir. Voici la page d’accueil."],
    [/^Error:$/, "Erreur :"],
    [/^(day|month|year|hour|minute), (.+)$/, (_, segment, label) => `${SEGMENTS[segment]}, ${inFrench(label)}`],
    [/^(.+) start date$/, "$1, début"],
    [/^(.+) end date$/, "$1, fin"],
    [/^Choose date, (.+)$/, "Choisir une date, $1"],
    [/^Choose date range, (.+)$/, "Choisir une période, $1"],
    [/^([01]) options? available\.$/, "$1 choix possible."],
    [/^(\d+) options available\.$/, "$1 choix possibles."],
    [/^[a-z_]+ icon$/, "icône"],
    [/^Connection failed with status (\d+).*$/, "Le serveur a refusé la connexion (code $1)."],
    [/^option (.+), selected\.$/, "$1, choisi."],
    [/^option (.+), deselected\.$/, "$1, retiré."],
  ];
  const ATTRIBUTES = ["aria-label", "aria-roledescription", "aria-valuetext", "data-title", "placeholder", "title"];
  const TYPED_BY_PEOPLE = "textarea, pre, code, [contenteditable='true']";

  const inFrench = (text) => {
    const english = text.trim();
    if (Object.hasOwn(TEXTS, english)) return text.replace(english, TEXTS[english]);
    // A button of a table bears the table's name (« Search: Réunions »), a message its kind (« Error: … »).
    const [head, ...rest] = english.split(": ");
    if (rest.length && Object.hasOwn(TEXTS, head)) return `${TEXTS[head]}\u00a0: ${inFrench(rest.join(": "))}`;
    const match = PATTERNS.find(([pattern]) => pattern.test(english));
    return match ? english.replace(match[0], match[1]) : text;
  };

  const translateText = (node) => {
    const french = inFrench(node.data);
    if (french !== node.data && !node.parentElement?.closest(TYPED_BY_PEOPLE)) node.data = french;
  };

  const translateAttributes = (element) => {
    for (const name of ATTRIBUTES) {
      const english = element.getAttribute(name);
      const french = english && inFrench(english);
      if (french !== english) element.setAttribute(name, french);
    }
  };

  const translate = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return translateText(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return undefined;
    translateAttributes(root);
    const nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    while (nodes.nextNode()) {
      const node = nodes.currentNode;
      if (node.nodeType === Node.TEXT_NODE) translateText(node);
      else translateAttributes(node);
    }
    return undefined;
  };

  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "childList") addedNodes.forEach(translate);
      else if (type === "attributes") translateAttributes(target);
      else translateText(target);
    }
  }).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ATTRIBUTES,
  });
})();

// On a closed network without a certificate, browsers have no clipboard to write to: the button that copies a text would do
// nothing, and say nothing. The older way is put in its place.
if (!navigator.clipboard) {
  Object.defineProperty(navigator, "clipboard", {
    value: {
      async writeText(text) {
        const held = document.createElement("textarea");
        const before = document.activeElement;
        held.value = text;
        held.style.position = "fixed";
        held.style.opacity = "0";
        document.body.append(held);
        held.select();
        const isCopied = document.execCommand("copy");
        held.remove();
        before?.focus();
        if (!isCopied) throw new Error("copie refusée");
      },
    },
  });
}
