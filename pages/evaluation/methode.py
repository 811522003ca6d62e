import streamlit as st

from ui import method, method_statistics, visitor

visitor.require("methode")
st.title("Méthode")
st.markdown(
    "Comment chaque chiffre est calculé, d'où il vient, et ce qu'il ne dit pas. Un pourcentage n'est jamais une moyenne de "
    "pourcentages : on additionne les numérateurs, on additionne les dénominateurs, on divise une fois. Un mois sans fichier "
    "est un mois manquant, pas un zéro."
)
method.show_rules()
method_statistics.show()
method.show_indicators()
