# Une publication, son menu, son reçu et la zone d’écriture.

post-pinned = Épinglée
post-hidden = Masquée dans votre flux
post-edited = modifiée
post-seen-by = Visible par :
post-menu = Plus sur la publication de { $name }
post-edit = Modifier
post-pin = Épingler à votre profil
post-unpin = Détacher de votre profil
post-show-more = La montrer à d’autres personnes
post-withdraw = La retirer à quelqu’un
post-history = Versions précédentes
post-copy-link = Copier le lien
post-delete = Supprimer
post-delete-sure = Supprimer cette publication ? Elle sera retirée à toutes les personnes qui l’ont. Cette action est définitive.
post-hide = Masquer dans votre flux
post-unhide = Réafficher dans votre flux
post-ignore = Ignorer { $name }
post-ignore-sure = Ignorer { $name } ? Cette personne ne reçoit plus ce que vous partagez, et vous ne voyez plus ce qu’elle écrit. Elle n’en est pas avertie.
post-chosen = Partagée avec ces aspects
post-and-more =
    { $count ->
        [one] et { $count } autre personne
       *[other] et { $count } autres personnes
    }
post-text = Votre publication
post-placeholder = Que souhaitez-vous partager ?
post-preview = Aperçu
post-preview-empty = Votre publication apparaît ici telle que les autres la liront.
post-share = Partager
post-save = Enregistrer
post-see-who = Voir qui
post-outside = Vous mentionnez { $name }, qui ne recevra pas cette publication. Le nom s’affiche sans lien.
post-add = Ajouter
post-draft-kept = Brouillon conservé
post-draft-here = Brouillon conservé sur cet appareil
post-not-shared = Le pod n’a pas répondu : rien n’a été partagé. Votre texte est toujours là ; réessayez dans un instant.
post-too-long = Il y a # caractères de trop. Raccourcissez le texte pour le partager.
post-left =
    { $count ->
        [one] { $count } caractère restant
       *[other] { $count } caractères restants
    }
post-left-many = # caractères restants
post-audience-title = Qui reçoit cette publication ?
post-audience-lead = Choisissez des aspects et des personnes, ou partagez avec tout le monde.
post-reach = Jusqu’où elle va
post-limited = Limitée
post-limited-hint = seulement les personnes choisies
post-pod = Tout le monde sur ce pod
post-pod-hint = les personnes qui ont un compte ici
post-public = Publique
post-public-hint = n’importe qui, moteurs de recherche compris
post-quiet = Publique, en sourdine
post-aspects = Aspects
post-people = Et ces personnes
post-except = Mais pas
post-people-hint = Noms, ou identifiants séparés par des virgules
post-this-pod = { $name } (ce pod)
post-use-audience = Utiliser ce choix

# Ce que les pages et les réponses disent des publications.

post-by = Publication de { $name }
post-older = Publications plus anciennes
post-back = Retour à la publication
post-new = Écrire une publication
post-edit-title = Modifier votre publication
post-edit-what = Toutes les personnes qui ont la publication reçoivent la nouvelle version et peuvent relire les précédentes.
post-limited-short = Limitée
post-choose = Choisir qui
post-and-others =
    { $count ->
        [one] { $name } et { $count } de plus
       *[other] { $name } et { $count } de plus
    }
post-title-public = Tout le monde peut voir ceci.
post-title-quiet = Tout le monde peut voir ceci, mais ce n’est dans aucune liste.
post-title-pod = Les personnes qui ont un compte sur ce pod peuvent voir ceci.
post-title-mine = Vous et les personnes avec qui vous l’avez partagée pouvez voir ceci, personne d’autre.
post-title-limited = Seules les personnes avec qui elle a été partagée peuvent voir ceci.
post-reach-public = Tout le monde peut lire ceci, ici et ailleurs, et les moteurs de recherche peuvent le trouver.
post-reach-pod = Les personnes qui ont un compte sur ce pod peuvent lire ceci, ainsi que celles que vous nommez en plus.
post-reach-nobody = Personne n’est encore choisi. Choisissez au moins un aspect ou une personne.
post-reach-limited =
    { $people ->
        [0] Il n’y a encore personne : vous êtes la seule personne à voir ceci.
        [one] { $people } personne recevra ceci. Personne d’autre ne peut l’ouvrir.
       *[other] { $pods ->
            [one] { $people } personnes sur { $pods } pod recevront ceci. Personne d’autre ne peut l’ouvrir.
           *[other] { $people } personnes sur { $pods } pods recevront ceci. Personne d’autre ne peut l’ouvrir.
        }
    }
post-reach-unreached =
    { $count ->
        [one] { $count } personne est sur un serveur qui montrerait ceci à d’autres : elle ne le recevra pas.
       *[other] { $count } personnes sont sur des serveurs qui montreraient ceci à d’autres : elles ne le recevront pas.
    }
post-reach-together = { $count } sur { $people } sont sur des serveurs qui peuvent les montrer les unes aux autres.
post-receipt =
    { $count ->
        [0] Personne d’autre n’a cette publication
        [one] { $count } personne a cette publication
       *[other] { $count } personnes ont cette publication
    }
post-receipt-pod =
    { $count ->
        [0] Tout le monde sur ce pod peut voir cette publication
        [one] Tout le monde sur ce pod peut voir cette publication, et { $count } personne nommée en plus
       *[other] Tout le monde sur ce pod peut voir cette publication, et { $count } personnes nommées en plus
    }
post-given-aspect = par un aspect, { $when }
post-given-named = par son nom, { $when }
post-given-later = montrée plus tard, { $when }
post-history-lead = Toutes les personnes qui ont la publication peuvent voir ces versions, la plus récente d’abord.
post-history-now = Maintenant
post-delete-title = Supprimer cette publication ?
post-delete-what = Elle sera retirée à toutes les personnes qui l’ont. Cette action est définitive.
post-show-title = Montrer cette publication à d’autres personnes
post-show-what = Les personnes que vous ajoutez reçoivent la publication maintenant, avec ses commentaires, et en sont averties. Celles qui l’ont déjà la gardent.
post-show-who = Qui d’autre la reçoit
post-show-hint = Noms, ou identifiants séparés par des virgules
post-show-do = La montrer
post-withdraw-title = Retirer cette publication à quelqu’un
post-withdraw-what = Elle disparaît de leurs flux et ces personnes ne peuvent plus l’ouvrir ici. Ce qu’elles ont lu ou copié ne peut pas être repris, et elles n’en sont pas averties.
post-withdraw-who = À qui la retirer
post-withdraw-do = La retirer
post-withdraw-nobody = Personne d’autre n’a cette publication : il n’y a personne à qui la retirer.
post-shared = Partagée.
post-saved = La nouvelle version est partagée.
post-deleted = La publication est supprimée.
post-pinned-now = La publication est épinglée à votre profil.
post-unpinned = La publication n’est plus épinglée à votre profil.
post-hidden-now = La publication est masquée dans votre flux. Son menu permet de la réafficher.
post-unhidden = La publication est de nouveau dans votre flux.
post-shown = Ces personnes ont maintenant la publication.
post-withdrawn = La publication est retirée. Ces personnes ne peuvent plus l’ouvrir.
post-hours =
    { $count ->
        [one] { $count } heure
       *[other] { $count } heures
    }
post-days =
    { $count ->
        [one] { $count } jour
       *[other] { $count } jours
    }
post-add-poll = Ajouter un sondage
post-add-place = Ajouter un lieu
post-add-warning = Ajouter un avertissement
post-add-end = Faire expirer la publication
post-place = Lieu
post-place-hint = Quiconque reçoit la publication le voit.
post-place-mine = Utiliser ma position
post-place-found = À une dizaine de mètres près :
post-place-failed = Votre navigateur n’a pas dit où vous êtes. Écrivez-le à la main.
post-sensitive = Sensible
post-sensitive-hint = La publication s’affiche quand on l’ouvre.
post-warning = De quoi avertir, en quelques mots
post-lasts = Supprimer après
post-lasts-always = Jamais
post-lasts-hint = Elle est alors retirée à toutes les personnes qui l’ont.
post-ends = Sera supprimée le { $when }
post-shield = Publication sensible
post-shield-open = Afficher
post-bookmark = Garder
post-unbookmark = Ne plus garder
post-bookmarked = La publication est parmi vos signets.
post-unbookmarked = Le signet est retiré.
post-unfold = Afficher plus
post-fold = Afficher moins
post-add-later = Partager plus tard
post-later = Partager plus tard, le
post-later-zone = Cette heure est en UTC.
post-later-zone-here = Dans votre fuseau horaire, { $zone }.
post-later-hint = D’ici là, personne d’autre que vous ne l’a. Qui la reçoit se décide à ce moment.
post-scheduled-title = Publications programmées
post-scheduled-lead = Elles sont partagées à leur heure. D’ici là, personne d’autre que vous ne les a ; qui les reçoit se décide à ce moment.
post-scheduled-edit = Modifier une publication programmée
post-scheduled-kept = Elle attend son heure.
post-scheduled-gone = Elle est supprimée. Personne ne l’avait.
post-scheduled-now = Partager maintenant
post-scheduled-delete = Supprimer pour de bon
post-scheduled-refused = Elle n’a pas pu être partagée à son heure.
post-scheduled-none = Rien n’attend
post-scheduled-none-text = Donnez une heure à une publication en l’écrivant, et elle attend ici.
post-scheduled-tab = Programmées
