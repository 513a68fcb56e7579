error-reshare-not-public = Nur öffentliche Beiträge lassen sich weitersagen: Dieser ist nicht für alle.
error-reshare-own = Dieser Beitrag ist deiner. Wer von dir hört, hat ihn schon gesehen.
error-reshare-again = Du hast diesen Beitrag schon weitergesagt.
error-reshare-gone = Den Beitrag, der hier gezeigt wird, gibt es nicht mehr.
error-reshare-not-taken = Der Beitrag wurde nicht weitergesagt: Diesen kannst du nicht weitersagen.
