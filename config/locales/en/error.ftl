# What cannot be, on a page of its own.

error-title = That did not work
error-title-not-found = Nothing here
error-not-found = There is nothing at this address, or nothing that you may see.
error-visitor = If somebody shared it with you, sign in and open the address again.
error-home = To the start page
error-sign-in = Sign in to go on.
error-ask-password = Give your password again to go on.
error-stale-page = This page was open for a long time, or you have signed in anew since. Nothing you typed is lost: go back, copy it, and reload the page.
error-unreadable = The pod could not read what your browser sent. Go back, reload the page and try again.
error-too-large = That is more than this pod takes in at once. Go back and send something smaller.
error-disk-full = This pod has no room left on its disk at the moment; you did nothing wrong. Nothing of it was kept. Try again later, or tell the people who run the pod.
error-too-often =
    { $minutes ->
        [one] That was tried too often. Try again in { $minutes } minute.
       *[other] That was tried too often. Try again in { $minutes } minutes.
    }
error-fault = Something broke on this pod; you did nothing wrong. Try again in a minute. If it stays, tell the people who run the pod this id: { $id }
